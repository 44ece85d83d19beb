package dev.daemonspring.rpc;

import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * The limits of a message. Each has an error code of its own. A message beyond a limit is
 * refused at once and none of it runs. Only {@code answerSize} is checked while the calls
 * run.
 *
 * @param messageSize the maximum size of a message
 * @param batchSize the maximum number of entries in a batch
 * @param depth the maximum nesting depth of arrays and objects
 * @param numberLength the maximum number of characters in a number
 * @param calls the maximum number of calls in a message, including those in its batch and
 * in multicalls
 * @param answerSize the maximum total size of the results of a message
 * @param inFlight the maximum total size of all messages that are being answered, each of
 * which counts sixteenfold, and of answers that have not been read yet
 */
public record RpcLimits(DataSize messageSize, int batchSize, int depth, int numberLength, int calls,
		DataSize answerSize, DataSize inFlight) {

	/**
	 * The default limits: 1 MiB, 1,000 entries, 100 levels, 100 characters of a number,
	 * 1,000 calls, 8 MiB of results, and a quarter of the heap.
	 */
	static final RpcLimits DEFAULT = new RpcLimits(DataSize.ofMegabytes(1), 1000, 100, 100);

	/**
	 * The least depth that can be configured: the parameters of an entry of a batch have
	 * it.
	 */
	public static final int LEAST_DEPTH = 3;

	/**
	 * The greatest depth that can be configured.
	 */
	public static final int MOST_DEPTH = 1000;

	/**
	 * The greatest number of characters in a number that can be configured.
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
	 * Create limits with the defaults for calls, results and what is in flight.
	 * @param messageSize the maximum size of a message
	 * @param batchSize the maximum number of entries in a batch
	 * @param depth the maximum nesting depth of arrays and objects
	 * @param numberLength the maximum number of characters in a number
	 */
	public RpcLimits(DataSize messageSize, int batchSize, int depth, int numberLength) {
		this(messageSize, batchSize, depth, numberLength, 1000, DataSize.ofMegabytes(8), quarterOfHeap());
	}

	/**
	 * Return whether messages can be of the given size. They are held in byte arrays.
	 * @param size the size
	 * @return whether it can be configured
	 */
	public static boolean isMessageSize(DataSize size) {
		return size.toBytes() > 0 && size.toBytes() <= Integer.MAX_VALUE - 16;
	}

	/**
	 * Return a quarter of the maximum heap size of this JVM.
	 * @return the size
	 */
	public static DataSize quarterOfHeap() {
		return DataSize.ofBytes(Runtime.getRuntime().maxMemory() / 4);
	}

	long answerBytes() {
		return this.answerSize.toBytes();
	}

	/**
	 * Return the maximum size of a message in bytes.
	 * @return the number of bytes
	 */
	public int messageBytes() {
		return (int) this.messageSize.toBytes();
	}

}
