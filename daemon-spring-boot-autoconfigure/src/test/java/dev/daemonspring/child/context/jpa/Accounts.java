package dev.daemonspring.child.context.jpa;

import org.springframework.data.jpa.repository.JpaRepository;

/**
 * A repository.
 */
public interface Accounts extends JpaRepository<Account, Long> {

}
