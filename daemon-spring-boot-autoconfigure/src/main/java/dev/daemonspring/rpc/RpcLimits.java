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
 * @param calls the most calls of a message, batch and multicalls together
 * @param answerSize the most bytes of a message's results
 * @param inFlight the most bytes of all messages that are being answered, each of which
 * counts sixteenfold, and of answers that were not taken yet
 */
public record RpcLimits(DataSize messageSize, int batchSize, int depth, int numberLength, int calls,
		DataSize answerSize, DataSize inFlight) {

	/**
	 * What holds when nobody says otherwise: 1 MiB, 1,000 entries, 100 levels, 100
	 * digits, 1,000 calls, 8 MiB of results, and a quarter of the heap.
	 */
	static final RpcLimits DEFAULT = new RpcLimits(DataSize.ofMegabytes(1), 1000, 100, 100);

	/**
	 * The least depth that can be configured: an entry of a batch has it.
	 */
	public static final int LEAST_DEPTH = 3;

	/**
	 * The most depth that can be configured.
	 */
	public static final int MOST_DEPTH = 1000;

	/**
	 * The most characters of a number that can be configured.
	 */
	public static final int MOST_NUMBER_LENGTH = 1000;

	public RpcLimits {
		Assert.isTrue(isMessageSize(messageSize),
				() -> "'messageSize' must be between 1B and 2GB but is '" + messageSize + "'");
		Assert.isTrue(batchSize > 0, () -> "'batchSize' must be positive but is '" + batchSize + "'");
		Assert.isTrue(depth >= LEAST_DEPTH && depth <= MOST_DEPTH,
				() -> "'depth' must be between 3 and 1000 but is '" + depth + "'");
		Assert.isTrue(numberLength > 0 && numberLength <= MOST_NUMBER_LENGTH,
				() -> "'numberLength' must be between 1 and 1000 but is '" + numberLength + "'");
		Assert.isTrue(calls > 0, () -> "'calls' must be positive but is '" + calls + "'");
		Assert.isTrue(answerSize.toBytes() > 0, () -> "'answerSize' must be positive but is '" + answerSize + "'");
		Assert.isTrue(inFlight.toBytes() > 0, () -> "'inFlight' must be positive but is '" + inFlight + "'");
	}

	/**
	 * Create limits with the defaults for what a message may bring about.
	 * @param messageSize the most bytes of a message
	 * @param batchSize the most entries of a batch
	 * @param depth the deepest nesting of arrays and objects
	 * @param numberLength the most characters of a number
	 */
	public RpcLimits(DataSize messageSize, int batchSize, int depth, int numberLength) {
		this(messageSize, batchSize, depth, numberLength, 1000, DataSize.ofMegabytes(8), quarterOfHeap());
	}

	/**
	 * Return whether messages can be as large as this: they are arrays of bytes.
	 * @param size the size
	 * @return whether it can be configured
	 */
	public static boolean isMessageSize(DataSize size) {
		return size.toBytes() > 0 && size.toBytes() <= Integer.MAX_VALUE - 16;
	}

	/**
	 * Return a quarter of the largest heap of this JVM.
	 * @return the size
	 */
	public static DataSize quarterOfHeap() {
		return DataSize.ofBytes(Runtime.getRuntime().maxMemory() / 4);
	}

	long answerBytes() {
		return this.answerSize.toBytes();
	}

	/**
	 * Return the most bytes of a message.
	 * @return the number of bytes
	 */
	public int messageBytes() {
		return (int) this.messageSize.toBytes();
	}

}
