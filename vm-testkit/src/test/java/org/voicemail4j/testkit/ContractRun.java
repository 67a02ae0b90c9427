package org.voicemail4j.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs a contract on an implementation with a planted fault and tells which of its tests failed. */
final class ContractRun {

    static final String FAULT = "fault";

    private ContractRun() {}

    static List<String> failedTests(Class<?> contractOnFault, Enum<?> fault) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selectClass(contractOnFault))
                                .configurationParameter(FAULT, fault.name())
                                .build(),
                        listener);
        TestExecutionSummary summary = listener.getSummary();
        if (summary.getTestsStartedCount() == 0) {
            throw new AssertionError("no test of " + contractOnFault + " was run");
        }
        return summary.getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName())
                .toList();
    }

    /** Gives the constructor of a contract's test class the fault that the run is about. */
    abstract static class FaultParameter<E extends Enum<E>> implements ParameterResolver {

        private final Class<E> type;

        FaultParameter(Class<E> type) {
            this.type = type;
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType().equals(type);
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return Enum.valueOf(type, context.getConfigurationParameter(FAULT).orElseThrow());
        }
    }
}
