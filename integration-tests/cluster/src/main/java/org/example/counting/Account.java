package org.example.counting;

import java.util.OptionalLong;

import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An account in a table that refuses old tokens, along with the log of all that was
 * written into it or refused.
 */
class Account {

	/**
	 * One statement, so that the database completes it also for a process that dies.
	 */
	private static final String DEPOSIT = """
			WITH accepted AS (
				UPDATE account SET balance = balance + 1, token = ? WHERE id = ? AND token <= ? RETURNING balance)
			INSERT INTO writes (token, pid, balance) SELECT ?, ?, (SELECT balance FROM accepted)
			""";

	private final JdbcTemplate jdbc;

	private final String id;

	Account(JdbcTemplate jdbc, String id) {
		this.jdbc = jdbc;
		this.id = id;
	}

	void deposit(OptionalLong fencingToken) {
		long token = fencingToken.orElseThrow();
		this.jdbc.update(DEPOSIT, token, this.id, token, token, ProcessHandle.current().pid());
	}

}
