package dev.daemonspring.child.context.jpa;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/**
 * An entity.
 */
@Entity
public class Account {

	@Id
	private long id;

	protected Account() {
	}

	public Account(long id) {
		this.id = id;
	}

	public long getId() {
		return this.id;
	}

}
