package org.example.contained;

import java.lang.reflect.Field;

import sun.misc.Unsafe;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Takes memory beside its heap, as a leak in native code does.
 */
@Worker(name = "hoarder", looptime = 1, forever = true)
class HoarderWorker implements WorkerLoop {

	private static final int PIECE = 1 << 20;

	@Override
	public void loop() {
	}

	@Override
	public void spindown() {
		System.out.println("The hoarder has spun down");
	}

	@WorkerCommand("take")
	int take(int mebibytes) throws ReflectiveOperationException {
		Field field = Unsafe.class.getDeclaredField("theUnsafe");
		field.setAccessible(true);
		Unsafe unsafe = (Unsafe) field.get(null);
		for (int i = 0; i < mebibytes; i++) {
			unsafe.setMemory(unsafe.allocateMemory(PIECE), PIECE, (byte) 1);
		}
		return mebibytes;
	}

	@WorkerCommand("heap")
	long heap() {
		return Runtime.getRuntime().maxMemory();
	}

}
