PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE users(id integer primary key, name text, phone text, note text, pic blob);
INSERT INTO users VALUES(1,'张三','13800000000',replace('it''s\ntwo lines','\n',char(10)),X'0102');
INSERT INTO users VALUES(2,'Jane Doe',NULL,'a; b',NULL);
CREATE TABLE IF NOT EXISTS "order items"("card no" text);
INSERT INTO "order items" VALUES('4111111111111111');
COMMIT;
