package org.example.invoices;

import java.util.List;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * The invoices.
 */
interface InvoiceRepository extends JpaRepository<Invoice, Long> {

	List<Invoice> findBySentFalse();

}
