package dev.quire.properties.campaign;

import dev.quire.model.range.RangeApi;
import dev.quire.model.subject.Subject;
import dev.quire.model.subject.Subjects;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;

/** Subjects that no verdict can be given about: they throw, or they keep state. */
final class BrokenSubjects {
    private BrokenSubjects() {}

    /** Misses a library in its call of this number. */
    static Subject throwing(long call) {
        AtomicLong calls = new AtomicLong();
        return watched(
                "throws",
                () -> {
                    if (calls.incrementAndGet() == call) {
                        throw new NoClassDefFoundError("its/Library");
                    }
                });
    }

    /** Divides by zero, which is a crash, in its call of this number and never again. */
    static Subject failingOnce(long call) {
        AtomicLong calls = new AtomicLong();
        return watched(
                "fails-once",
                () -> {
                    if (calls.incrementAndGet() == call) {
                        throw new ArithmeticException("once");
                    }
                });
    }

    private static Subject watched(String name, Runnable before) {
        RangeApi right = Subjects.CONTPTE.api();
        RangeApi api =
                (RangeApi)
                        Proxy.newProxyInstance(
                                RangeApi.class.getClassLoader(),
                                new Class<?>[] {RangeApi.class},
                                (proxy, method, arguments) -> {
                                    before.run();
                                    try {
                                        return method.invoke(right, arguments);
                                    } catch (InvocationTargetException e) {
                                        throw e.getCause();
                                    }
                                });
        return new Subject(name, "broken for a test", api, false, true);
    }
}
