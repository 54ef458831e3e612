package dev.hikyaku.cli;

import java.lang.reflect.Proxy;
import java.util.function.IntConsumer;

/**
 * Hears every signal of a kind, where a shutdown hook hears the first one only.
 *
 * <p>The JDK has this as {@code sun.misc.Signal}, in a module that is supported but that the
 * compiler warns of in a way that cannot be turned off; so it is called by its name.
 */
final class Signals {
    private Signals() {}

    /**
     * Takes the JVM's own action away.
     *
     * @param name such as TERM
     * @param handler gets the signal's number, on a thread of its own each time
     */
    static void handle(String name, IntConsumer handler) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object signal = signalType.getConstructor(String.class).newInstance(name);
            int number = (int) signalType.getMethod("getNumber").invoke(signal);
            Object proxy =
                    Proxy.newProxyInstance(
                            Signals.class.getClassLoader(),
                            new Class<?>[] {handlerType},
                            (self, method, arguments) -> {
                                handler.accept(number);
                                return null;
                            });
            signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This JVM cannot hear the signal " + name, e);
        }
    }
}
