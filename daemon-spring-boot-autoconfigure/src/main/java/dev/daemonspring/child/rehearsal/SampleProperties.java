package dev.daemonspring.child.rehearsal;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is bound to the rehearsed properties. The annotation is here and not on the
 * classes, so that their properties are in no metadata: they are nobody's to set.
 */
@ConfigurationProperties(RehearsalEnvironment.PREFIX)
interface SampleProperties {

}
