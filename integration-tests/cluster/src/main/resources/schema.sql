-- Executed where 'spring.sql.init.mode' is 'always', as in compose.yaml
CREATE TABLE IF NOT EXISTS shedlock (name VARCHAR(64) PRIMARY KEY, lock_until TIMESTAMP NOT NULL,
	locked_at TIMESTAMP NOT NULL, locked_by VARCHAR(255) NOT NULL);
CREATE TABLE IF NOT EXISTS account (id VARCHAR(64) PRIMARY KEY, token BIGINT NOT NULL, balance BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS writes (token BIGINT NOT NULL, pid BIGINT NOT NULL, balance BIGINT);
INSERT INTO account VALUES ('third', 0, 0) ON CONFLICT DO NOTHING;
