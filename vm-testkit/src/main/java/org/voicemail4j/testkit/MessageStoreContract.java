package org.voicemail4j.testkit;

/**
 * What every {@link org.voicemail4j.store.MessageStore} must do. A test class implements this, gives its store, and JUnit
 * 5 runs the tests:
 *
 * <pre>{@code
 * class MyStoreTest implements MessageStoreContract {
 *     private final MessageStore store = new MyStore();
 *
 *     @Override
 *     public MessageStore store() {
 *         return store;
 *     }
 * }
 * }</pre>
 *
 * A store on a medium that cannot rewrite what was stored may leave out {@link AttributeChangeContract}, and one that
 * cannot tell when something was moved {@link MoveOrderContract}, and implement the other parts of this one.
 *
 * <p>JUnit makes a new instance of the class for each test, so each begins with an empty store.
 */
public interface MessageStoreContract
        extends DepositContract,
                FolderContract,
                MoveOrderContract,
                EnvelopeChangeContract,
                AttributeChangeContract,
                GreetingContract,
                StoreConcurrencyContract {}
