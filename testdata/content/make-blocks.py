"""Makes the samples of block formats that no program of the distribution writes,
with the C libraries libsnappy and liblz4: python3 make-blocks.py users.csv"""
import ctypes, struct, sys

snappy, lz4 = ctypes.CDLL("libsnappy.so.1"), ctypes.CDLL("liblz4.so.1")
data = open(sys.argv[1], "rb").read()

def snap(b):
    out, n = ctypes.create_string_buffer(len(b) * 2 + 64), ctypes.c_size_t(len(b) * 2 + 64)
    assert snappy.snappy_compress(b, ctypes.c_size_t(len(b)), out, ctypes.byref(n)) == 0
    return out.raw[: n.value]

def pack4(b):
    out = ctypes.create_string_buffer(len(b) * 2 + 64)
    n = lz4.LZ4_compress_default(b, out, len(b), len(out))
    return out.raw[:n]

def crc32c(b):
    c = 0xFFFFFFFF
    for x in b:
        c ^= x
        for _ in range(8):
            c = c >> 1 ^ (0x82F63B78 if c & 1 else 0)
    c ^= 0xFFFFFFFF
    return (c >> 15 | c << 17) + 0xA282EAD8 & 0xFFFFFFFF

def hadoop(pack):
    out = b""
    for i in range(0, len(data), 1000):
        block = data[i : i + 1000]
        out += struct.pack(">I", len(block))
        for k in range(0, len(block), 600):
            part = pack(block[k : k + 600])
            out += struct.pack(">I", len(part)) + part
    return out

framed = b"\xff\x06\0\0sNaPpY"
java = b"\x82SNAPPY\0" + struct.pack(">II", 1, 1)
for i in range(0, len(data), 700):
    part = snap(data[i : i + 700])
    framed += b"\0" + struct.pack("<I", len(part) + 4)[:3] + struct.pack("<I", crc32c(data[i : i + 700])) + part
    java += struct.pack(">I", len(part)) + part
open("snappy/users.csv.sz", "wb").write(framed)
open("snappy-java/users.csv.snappy", "wb").write(java)
open("snappy-hadoop/users.csv.snappy", "wb").write(hadoop(snap))
open("lz4-hadoop/users.csv.lz4", "wb").write(hadoop(pack4))
