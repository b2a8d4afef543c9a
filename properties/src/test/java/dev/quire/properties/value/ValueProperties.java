package dev.quire.properties.value;

import dev.quire.model.entry.Encoding;
import dev.quire.model.subject.Machines;
import dev.quire.properties.allure.Account;
import dev.quire.properties.allure.Evidence;
import dev.quire.properties.choice.Choices;
import dev.quire.properties.engine.jqwik.JqwikChoices;
import dev.quire.properties.sequence.Effort;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;

/** The laws of values on all machines' encodings: jqwik chooses. */
final class ValueProperties {
    private static final String SEED = "110";
    private static final int TRIES = 1_000;
    private static final int VALUES = 20;

    private final Account account = new Account(Machines.all(), List.of(), Long.parseLong(SEED));

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
        account.addCases(values.size());
        values.forEach(value -> judge(value, value.machine().encoding()));
    }

    /**
     * Holds a value against all laws.
     *
     * @param encoding that of its machine; another only where a test wants a law broken
     */
    static void judge(Value value, Encoding encoding) {
        for (Law law : Law.values()) {
            if (!law.holds(encoding, value)) {
                throw Evidence.ofLaw(
                        ValueProperties.class,
                        "invariant  " + law.name().replace('_', '-') + ": " + law.sentence,
                        "found      " + value);
            }
        }
    }

    @AfterProperty
    void publish() {
        account.publish();
    }
}
