package dev.daemonspring.rpc;

import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How much a message may ask of the daemon. A message beyond a limit is answered with an
 * error of its own, at once, and nothing of it runs.
 *
 * @param messageSize the most bytes of a message
 * @param batchSize the most entries of a batch
 * @param depth the deepest nesting of arrays and objects
 * @param numberLength the most characters of a number
 */
public record RpcLimits(DataSize messageSize, int batchSize, int depth, int numberLength) {

	/**
	 * What holds when nobody says otherwise: 1 MiB, 1,000 entries, 100 levels, 100
	 * digits.
	 */
	public static final RpcLimits DEFAULT = new RpcLimits(DataSize.ofMegabytes(1), 1000, 100, 100);

	public RpcLimits {
		Assert.isTrue(messageSize.toBytes() > 0 && messageSize.toBytes() <= Integer.MAX_VALUE - 16,
				() -> "'messageSize' must be between 1B and 2GB but is '" + messageSize + "'");
		Assert.isTrue(batchSize > 0, () -> "'batchSize' must be positive but is '" + batchSize + "'");
		Assert.isTrue(depth > 2 && depth <= 1000, () -> "'depth' must be between 3 and 1000 but is '" + depth + "'");
		Assert.isTrue(numberLength > 0 && numberLength <= 1000,
				() -> "'numberLength' must be between 1 and 1000 but is '" + numberLength + "'");
	}

	/**
	 * Return the most bytes of a message.
	 * @return the number of bytes
	 */
	public int messageBytes() {
		return (int) this.messageSize.toBytes();
	}

}
