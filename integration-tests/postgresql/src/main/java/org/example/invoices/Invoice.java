package org.example.invoices;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * Something that a customer owes.
 */
@Entity
@Table(name = "invoices")
class Invoice {

	@Id
	@GeneratedValue(strategy = GenerationType.IDENTITY)
	private Long id;

	private String customer;

	private boolean sent;

	protected Invoice() {
	}

	Invoice(String customer) {
		this.customer = customer;
	}

	Long getId() {
		return this.id;
	}

	String getCustomer() {
		return this.customer;
	}

	boolean isSent() {
		return this.sent;
	}

	void send() {
		this.sent = true;
	}

}
