--liquibase formatted sql
--changeset daemon:1
DROP TABLE IF EXISTS account;
CREATE TABLE account (id BIGINT PRIMARY KEY);
