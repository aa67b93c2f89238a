REM INSERTING into HR.EMPLOYEES
SET DEFINE OFF;
Insert into HR.EMPLOYEES (ID,NAME,PHONE,HIRED) values (1,'张三','13800000000',to_date('02-JAN-26','DD-MON-RR'));
Insert into HR.EMPLOYEES (ID,NAME,PHONE,HIRED) values (2,'Jane '||chr(10)||'Doe',null,to_timestamp('02-JAN-26 03.04.05','DD-MON-RR HH24.MI.SS'));
