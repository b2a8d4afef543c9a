package dev.quire.properties.value;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.properties.choice.Choices;
import dev.quire.properties.engine.jqwik.JqwikChoices;
import dev.quire.properties.sequence.Effort;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The laws of values on all machines' encodings: jqwik chooses. */
final class ValueProperties {
    private static final String SEED = "110";
    private static final int TRIES = 1_000;
    private static final int VALUES = 20;

    @Provide
    Arbitrary<List<Value>> values() {
        return JqwikChoices.arbitrary(ValueProperties::values);
    }

    private static List<Value> values(Choices choices) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < Effort.times(VALUES); i++) {
            values.add(Value.choose(choices));
        }
        return values;
    }

    @Property(seed = SEED, tries = TRIES)
    void value_anyOfAnyMachine_obeysInv01ToInv11(@ForAll("values") List<Value> values) {
        for (Value value : values) {
            for (Law law : Law.values()) {
                String number = law.name().replace('_', '-');
                assertTrue(
                        law.holds(value.machine().encoding(), value),
                        () -> number + " " + law.sentence + ": " + value);
            }
        }
    }
}
