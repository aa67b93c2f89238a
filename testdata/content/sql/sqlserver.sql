USE [Shop]
GO
SET ANSI_NULLS ON
GO
CREATE TABLE [dbo].[Users](
	[Id] [int] IDENTITY(1,1) NOT NULL,
	[Full Name] [nvarchar](50) NULL,
	[Phone] [varchar](20) NULL,
	[Created] [datetime2](7) NULL,
 CONSTRAINT [PK_Users] PRIMARY KEY CLUSTERED ([Id] ASC)
) ON [PRIMARY]
GO
SET IDENTITY_INSERT [dbo].[Users] ON
INSERT [dbo].[Users] ([Id], [Full Name], [Phone], [Created]) VALUES (1, N'张三', N'13800000000', CAST(N'2026-01-02T03:04:05.0000000' AS DateTime2))
INSERT [dbo].[Users] ([Id], [Full Name], [Phone], [Created]) VALUES (2, N'O''Neill (Jane)', NULL, CAST(0x0000A1B2 AS DateTime))
GO
