package dev.daemonspring.region;

import java.util.List;

/**
 * Values of meters at one moment, and what they are.
 *
 * @param meters the meters
 * @param values their values, one meter after the other
 * @param leftOut how many series could not be read
 */
@SuppressWarnings("ArrayRecordComponent")
public record MeterReading(List<MeterDescription> meters, double[] values, int leftOut) {
}
