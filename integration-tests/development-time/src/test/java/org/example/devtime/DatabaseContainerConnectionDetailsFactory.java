package org.example.devtime;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;

/**
 * Makes the details of a connection to a {@link DatabaseContainer}.
 */
class DatabaseContainerConnectionDetailsFactory
		extends ContainerConnectionDetailsFactory<DatabaseContainer, JdbcConnectionDetails> {

	@Override
	protected JdbcConnectionDetails getContainerConnectionDetails(ContainerConnectionSource<DatabaseContainer> source) {
		return new DatabaseContainerConnectionDetails(source);
	}

	private static final class DatabaseContainerConnectionDetails extends ContainerConnectionDetails<DatabaseContainer>
			implements JdbcConnectionDetails {

		private DatabaseContainerConnectionDetails(ContainerConnectionSource<DatabaseContainer> source) {
			super(source);
		}

		@Override
		public String getUsername() {
			return DatabaseContainer.USER;
		}

		@Override
		public String getPassword() {
			return DatabaseContainer.PASSWORD;
		}

		@Override
		public String getJdbcUrl() {
			return getContainer().url();
		}

	}

}
