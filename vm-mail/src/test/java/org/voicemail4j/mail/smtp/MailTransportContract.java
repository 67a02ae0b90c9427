package org.voicemail4j.mail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link MailTransport} must do. Published as the {@code tests} of vm-mail, for test classes that implement it;
 * they bring JUnit and AssertJ along.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
public interface MailTransportContract {

    /** To whom the tests' mails go; the other end takes mail for both. */
    List<String> RECIPIENTS = List.of("anna@vm.test", "bert@vm.test");

    /** The transport under test, the same one throughout a test. */
    MailTransport transport();

    /** The mails that the other end has taken, each as text with its headers, once however many recipients it has. */
    List<String> arrived();

    /** Takes the other end away, as a server that is down does. */
    void cutOff();

    @Test
    default void aMailArrivesAsItIs() {
        MailResult result = transport().send(mail("one"), "pbx@vm.test", RECIPIENTS);
        assertThat(result.accepted()).containsExactlyInAnyOrderElementsOf(RECIPIENTS);
        assertThat(result.later()).isEmpty();
        assertThat(result.never()).isEmpty();
        assertThat(arrived()).hasSize(1);
        assertThat(arrived().get(0)).contains("Subject: one", "X-Own: $(touch x) `id`", "first", "dots");
    }

    @Test
    default void eachMailArrivesOnce() {
        for (String subject : List.of("one", "two", "three")) {
            transport().send(mail(subject), "pbx@vm.test", RECIPIENTS);
        }
        assertArrived("one", "two", "three");
    }

    @Test
    default void severalGoAtOnce() {
        MailTransport transport = transport();
        List<String> subjects =
                IntStream.range(0, 6).mapToObj(i -> "number" + i).toList();
        List<CompletableFuture<MailResult>> sent = new ArrayList<>();
        for (String subject : subjects) {
            sent.add(CompletableFuture.supplyAsync(
                    () -> transport.send(mail(subject), "pbx@vm.test", List.of(RECIPIENTS.get(0)))));
        }
        assertThat(sent).allSatisfy(one -> assertThat(one.join().accepted()).hasSize(1));
        assertArrived(subjects.toArray(String[]::new));
    }

    @Test
    default void whenNobodyIsThereItMayGoAnotherTime() {
        cutOff();
        try {
            MailResult result = transport().send(mail("one"), "pbx@vm.test", RECIPIENTS);
            assertThat(result.later()).containsOnlyKeys(RECIPIENTS);
            assertThat(result.later().values())
                    .allSatisfy(reason -> assertThat(reason).isNotBlank());
            assertThat(result.accepted()).isEmpty();
        } catch (MailException e) {
            assertThat(e).hasMessageMatching("(?s).*\\S.*");
        }
        assertThat(arrived()).isEmpty();
    }

    @Test
    default void closingTwiceIsHarmless() {
        MailTransport transport = transport();
        transport.send(mail("one"), "pbx@vm.test", RECIPIENTS);
        transport.close();
        transport.close();
    }

    private void assertArrived(String... subjects) {
        assertThat(arrived()).hasSize(subjects.length);
        for (String subject : subjects) {
            assertThat(arrived())
                    .filteredOn(mail -> mail.contains("Subject: " + subject))
                    .hasSize(1);
        }
    }

    private static MimeMessage mail(String subject) {
        try {
            MimeMessage mail = new MimeMessage(Session.getInstance(new Properties()));
            mail.setFrom("pbx@vm.test");
            mail.setRecipients(MimeMessage.RecipientType.TO, String.join(",", RECIPIENTS));
            mail.setSubject(subject);
            mail.setHeader("X-Own", "$(touch x) `id`");
            mail.setText("first\r\n.\r\n..dots\r\n");
            mail.saveChanges();
            return mail;
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }
}
