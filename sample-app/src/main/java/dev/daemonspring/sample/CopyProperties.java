package dev.daemonspring.sample;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the sample copies.
 *
 * @param directory directory of the file and its copy, made when it is absent
 */
@ConfigurationProperties("sample")
record CopyProperties(@DefaultValue("tmp") Path directory) {
}
