package org.example.vault;

import java.security.Principal;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells users who they are.
 */
@RestController
class VaultController {

	@GetMapping("/api/me")
	String me(Principal principal) {
		return principal.getName();
	}

}
