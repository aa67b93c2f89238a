/*M!999999\- enable the sandbox mode */ 
/*!40101 SET @saved_cs_client     = @@character_set_client */;
/*!40101 SET character_set_client = utf8mb4 */;
CREATE TABLE `users` (
  `id` int(11) NOT NULL,
  `name` varchar(50) DEFAULT NULL,
  `phone` varchar(20) DEFAULT NULL,
  `e mail` varchar(80) DEFAULT NULL,
  `note` text DEFAULT NULL,
  `born` date DEFAULT NULL,
  `photo` blob DEFAULT NULL,
  `secret` varbinary(40) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `k` (`phone`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci;
/*!40101 SET character_set_client = @saved_cs_client */;
INSERT INTO `users` VALUES (1,'张三','13800000000','zhang@example.com','two\nlines	and \\ it\'s \"x\"','1990-01-02',0x89504E4700FF,0x3133383030303030303039);
INSERT INTO `users` VALUES (2,'Jane Doe',NULL,'','; -- not a comment',NULL,NULL,NULL);
INSERT INTO `users` VALUES (3,'李四','13800000001','li@example.com','INSERT INTO `x` VALUES (1);','2000-12-31',0x746578742028696E2C20612920626C6F62,NULL);
