package dev.daemonspring.page;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a browser has to know before it shows the page.
 *
 * @param application the name of the application, or {@code null} when it has none
 * @param readOnly whether nobody can give orders on this page
 * @param orders the orders that this caller may give, such as {@code pause}
 * @param csrf the header that has to come with an order, or {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PageSession(@Nullable String application, boolean readOnly, List<String> orders, @Nullable CsrfHeader csrf) {
}
