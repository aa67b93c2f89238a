//go:build !purego

#include "textflag.h"

// The bit maps of masks.go, 64 bytes at a time. ROW is the size of one of them.
#define ROW 520

// Each byte that is compared with, eight times over.
DATA bytes<>+0(SB)/8, $0x3030303030303030 // zero
DATA bytes<>+8(SB)/8, $0x0909090909090909 // nine
DATA bytes<>+16(SB)/8, $0x2020202020202020 // low
DATA bytes<>+24(SB)/8, $0x6161616161616161 // a
DATA bytes<>+32(SB)/8, $0x1919191919191919 // z
DATA bytes<>+40(SB)/8, $0x0505050505050505 // f
DATA bytes<>+48(SB)/8, $0x2d2d2d2d2d2d2d2d // hyphen
DATA bytes<>+56(SB)/8, $0x3a3a3a3a3a3a3a3a // colon
DATA bytes<>+64(SB)/8, $0x2e2e2e2e2e2e2e2e // dot
DATA bytes<>+72(SB)/8, $0x3d3d3d3d3d3d3d3d // equals
DATA bytes<>+80(SB)/8, $0x2020202020202020 // blank
DATA bytes<>+88(SB)/8, $0x2929292929292929 // paren
DATA bytes<>+96(SB)/8, $0x2525252525252525 // percent
DATA bytes<>+104(SB)/8, $0x2b2b2b2b2b2b2b2b // plus
DATA bytes<>+112(SB)/8, $0x5c5c5c5c5c5c5c5c // back
DATA bytes<>+120(SB)/8, $0x3838383838383838 // eight
DATA bytes<>+128(SB)/8, $0x4040404040404040 // at
DATA bytes<>+136(SB)/8, $0xefefefefefefefef // wide
DATA bytes<>+144(SB)/8, $0xe3e3e3e3e3e3e3e3 // han
DATA bytes<>+152(SB)/8, $0x0606060606060606 // six
DATA bytes<>+160(SB)/8, $0x0f0f0f0f0f0f0f0f // half
DATA bytes<>+168(SB)/8, $0x3e3e3e3e3e3e3e3e // greater
GLOBL bytes<>(SB), RODATA|NOPTR, $176

// STORE writes the bits of two halves to the row of a class.
#define STORE(lo, hi, class) \
	VPMOVMSKB lo, AX            \
	VPMOVMSKB hi, BX            \
	SHLQ      $32, BX           \
	ORQ       BX, AX            \
	MOVQ      AX, (class*ROW)(DI)

// EQUAL compares with one byte.
#define EQUAL(at, lo, hi) \
	VPBROADCASTQ bytes<>+at(SB), hi \
	VPCMPEQB     hi, Y0, lo          \
	VPCMPEQB     hi, Y1, hi

// UPTO leaves all ones where the byte is at most another.
#define UPTO(at, inlo, inhi, lo, hi) \
	VPBROADCASTQ bytes<>+at(SB), hi \
	VPMINUB      hi, inlo, lo        \
	VPMINUB      hi, inhi, hi        \
	VPCMPEQB     inlo, lo, lo        \
	VPCMPEQB     inhi, hi, hi

// MINUS subtracts a byte.
#define MINUS(at, inlo, inhi, lo, hi) \
	VPBROADCASTQ bytes<>+at(SB), hi \
	VPSUBB       hi, inlo, lo        \
	VPSUBB       hi, inhi, hi

// HALVES looks up both halves of 32 bytes in the tables of one place of literals.
#define HALVES(from, low, high, out) \
	VMOVDQU from, Y10       \
	VPAND   Y15, Y10, Y11    \
	VPSRLW  $4, Y10, Y10     \
	VPAND   Y15, Y10, Y10    \
	VPSHUFB Y11, low, Y11    \
	VPSHUFB Y10, high, Y10   \
	VPAND   Y10, Y11, out

// func classifyAVX2(m *masks, text *byte, blocks, to int, s *starts)
TEXT ·classifyAVX2(SB), NOSPLIT, $0-40
	MOVQ m+0(FP), DI
	MOVQ text+8(FP), SI
	MOVQ blocks+16(FP), CX
	MOVQ to+24(FP), AX
	MOVQ s+32(FP), R8
	LEAQ (DI)(AX*8), DI
	VPBROADCASTQ bytes<>+160(SB), Y15
	MOVBLZX 96(R8), R9 // are there literals?

next:
	VMOVDQU (SI), Y0
	VMOVDQU 32(SI), Y1

	MINUS(0, Y0, Y1, Y2, Y3)
	UPTO(8, Y2, Y3, Y4, Y5)
	STORE(Y4, Y5, 0)
	VPBROADCASTQ bytes<>+16(SB), Y3
	VPOR Y3, Y0, Y2
	VPOR Y3, Y1, Y3
	MINUS(24, Y2, Y3, Y6, Y7)
	UPTO(32, Y6, Y7, Y2, Y3)
	VPOR Y4, Y2, Y2
	VPOR Y5, Y3, Y3
	STORE(Y2, Y3, 1)
	UPTO(40, Y6, Y7, Y2, Y3)
	VPOR Y4, Y2, Y2
	VPOR Y5, Y3, Y3
	STORE(Y2, Y3, 2)
	EQUAL(48, Y2, Y3)
	STORE(Y2, Y3, 3)
	EQUAL(56, Y4, Y5)
	STORE(Y4, Y5, 4)
	EQUAL(64, Y2, Y3)
	STORE(Y2, Y3, 5)
	EQUAL(72, Y2, Y3)
	VPOR Y4, Y2, Y2
	VPOR Y5, Y3, Y3
	EQUAL(168, Y4, Y5)
	VPOR Y4, Y2, Y2
	VPOR Y5, Y3, Y3
	STORE(Y2, Y3, 6)
	EQUAL(80, Y2, Y3)
	STORE(Y2, Y3, 7)
	EQUAL(88, Y2, Y3)
	STORE(Y2, Y3, 8)
	EQUAL(96, Y2, Y3)
	STORE(Y2, Y3, 9)
	EQUAL(104, Y2, Y3)
	EQUAL(112, Y4, Y5)
	VPOR Y4, Y2, Y2
	VPOR Y5, Y3, Y3
	STORE(Y2, Y3, 10)
	EQUAL(0, Y2, Y3)
	STORE(Y2, Y3, 11)
	EQUAL(120, Y2, Y3)
	STORE(Y2, Y3, 12)
	EQUAL(128, Y2, Y3)
	EQUAL(136, Y4, Y5)
	VPOR Y4, Y2, Y2
	VPOR Y5, Y3, Y3
	STORE(Y2, Y3, 13)
	MINUS(144, Y0, Y1, Y2, Y3)
	UPTO(152, Y2, Y3, Y4, Y5)
	STORE(Y4, Y5, 14)

	XORL AX, AX
	TESTB R9, R9
	JZ none
	VBROADCASTI128 (R8), Y2
	VBROADCASTI128 48(R8), Y3
	VBROADCASTI128 16(R8), Y4
	VBROADCASTI128 64(R8), Y5
	VBROADCASTI128 32(R8), Y6
	VBROADCASTI128 80(R8), Y7
	HALVES((SI), Y2, Y3, Y8)
	HALVES(1(SI), Y4, Y5, Y9)
	VPAND Y9, Y8, Y8
	HALVES(2(SI), Y6, Y7, Y9)
	VPAND Y9, Y8, Y8
	HALVES(32(SI), Y2, Y3, Y12)
	HALVES(33(SI), Y4, Y5, Y9)
	VPAND Y9, Y12, Y12
	HALVES(34(SI), Y6, Y7, Y9)
	VPAND Y9, Y12, Y12
	VPXOR Y9, Y9, Y9
	VPCMPEQB Y9, Y8, Y8
	VPCMPEQB Y9, Y12, Y12
	VPMOVMSKB Y8, AX
	VPMOVMSKB Y12, BX
	SHLQ $32, BX
	ORQ BX, AX
	NOTQ AX

none:
	MOVQ AX, (15*ROW)(DI)
	ADDQ $64, SI
	ADDQ $8, DI
	DECQ CX
	JNZ next
	VZEROUPPER
	RET

// IS writes the bits of the places that hold one byte.
#define IS(byte, class) \
	VPCMPEQB byte, Z0, K1 \
	KMOVQ    K1, (class*ROW)(DI)

// EITHER does it for two bytes.
#define EITHER(one, other, class) \
	VPCMPEQB one, Z0, K1   \
	VPCMPEQB other, Z0, K2 \
	KORQ     K1, K2, K1    \
	KMOVQ    K1, (class*ROW)(DI)

// PLACE is HALVES for 64 bytes.
#define PLACE(from, low, high, out) \
	VMOVDQU64 from, Z1     \
	VPANDQ    Z31, Z1, Z2   \
	VPSRLW    $4, Z1, Z1    \
	VPANDQ    Z31, Z1, Z1   \
	VPSHUFB   Z2, low, Z2   \
	VPSHUFB   Z1, high, Z1  \
	VPANDQ    Z1, Z2, out

// func classifyAVX512(m *masks, text *byte, blocks, to int, s *starts)
TEXT ·classifyAVX512(SB), NOSPLIT, $0-40
	MOVQ m+0(FP), DI
	MOVQ text+8(FP), SI
	MOVQ blocks+16(FP), CX
	MOVQ to+24(FP), AX
	MOVQ s+32(FP), R8
	LEAQ (DI)(AX*8), DI
	MOVBLZX 96(R8), R9 // are there literals?

	VPBROADCASTQ bytes<>+0(SB), Z9
	VPBROADCASTQ bytes<>+8(SB), Z10
	VPBROADCASTQ bytes<>+16(SB), Z11
	VPBROADCASTQ bytes<>+24(SB), Z12
	VPBROADCASTQ bytes<>+32(SB), Z13
	VPBROADCASTQ bytes<>+40(SB), Z14
	VPBROADCASTQ bytes<>+48(SB), Z15
	VPBROADCASTQ bytes<>+56(SB), Z16
	VPBROADCASTQ bytes<>+64(SB), Z17
	VPBROADCASTQ bytes<>+72(SB), Z18
	VPBROADCASTQ bytes<>+88(SB), Z19
	VPBROADCASTQ bytes<>+96(SB), Z20
	VPBROADCASTQ bytes<>+104(SB), Z21
	VPBROADCASTQ bytes<>+112(SB), Z22
	VPBROADCASTQ bytes<>+120(SB), Z23
	VPBROADCASTQ bytes<>+128(SB), Z24
	VPBROADCASTQ bytes<>+136(SB), Z25
	VPBROADCASTQ bytes<>+144(SB), Z26
	VPBROADCASTQ bytes<>+152(SB), Z27
	VPBROADCASTQ bytes<>+160(SB), Z31
	VPBROADCASTQ bytes<>+168(SB), Z28
	VBROADCASTI32X4 (R8), Z3
	VBROADCASTI32X4 48(R8), Z4
	VBROADCASTI32X4 16(R8), Z5
	VBROADCASTI32X4 64(R8), Z6
	VBROADCASTI32X4 32(R8), Z7
	VBROADCASTI32X4 80(R8), Z8

next:
	VMOVDQU64 (SI), Z0
	VPSUBB Z9, Z0, Z1
	VPCMPUB $2, Z10, Z1, K3
	KMOVQ K3, (0*ROW)(DI)
	VPORQ Z11, Z0, Z1
	VPSUBB Z12, Z1, Z1
	VPCMPUB $2, Z13, Z1, K1
	KORQ K1, K3, K1
	KMOVQ K1, (1*ROW)(DI)
	VPCMPUB $2, Z14, Z1, K1
	KORQ K1, K3, K1
	KMOVQ K1, (2*ROW)(DI)
	IS(Z15, 3)
	IS(Z16, 4)
	IS(Z17, 5)
	EITHER(Z16, Z18, 6)
	VPCMPEQB Z28, Z0, K2
	KORQ K1, K2, K1
	KMOVQ K1, (6*ROW)(DI)
	IS(Z11, 7)
	IS(Z19, 8)
	IS(Z20, 9)
	EITHER(Z21, Z22, 10)
	IS(Z9, 11)
	IS(Z23, 12)
	EITHER(Z24, Z25, 13)
	VPSUBB Z26, Z0, Z1
	VPCMPUB $2, Z27, Z1, K1
	KMOVQ K1, (14*ROW)(DI)

	XORL AX, AX
	TESTB R9, R9
	JZ none
	PLACE((SI), Z3, Z4, Z0)
	PLACE(1(SI), Z5, Z6, Z2)
	VPANDQ Z2, Z0, Z0
	PLACE(2(SI), Z7, Z8, Z2)
	VPTESTMB Z2, Z0, K1
	KMOVQ K1, AX

none:
	MOVQ AX, (15*ROW)(DI)
	ADDQ $64, SI
	ADDQ $8, DI
	DECQ CX
	JNZ next
	VZEROUPPER
	RET
