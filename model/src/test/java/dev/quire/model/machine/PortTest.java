package dev.quire.model.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a port answers that overrides no more than it must. */
final class PortTest {
    /** A port of a machine that needs breaks between two sizes, or does not. */
    private static Port port(boolean nobbm) {
        InvocationHandler answers =
                (self, method, arguments) ->
                        method.isDefault()
                                ? InvocationHandler.invokeDefault(self, method, arguments)
                                : nobbm;
        Class<?>[] port = {Port.class};
        return (Port) Proxy.newProxyInstance(PortTest.class.getClassLoader(), port, answers);
    }

    @Test
    void bbmLevel_notToldApart_isTwoWhereNoBreakIsNeeded() {
        assertEquals(List.of(2, 0), List.of(port(true).bbmLevel(), port(false).bbmLevel()));
    }

    @Test
    void undisturbed_notKnown_isFalse() {
        assertFalse(port(true).undisturbed());
    }
}
