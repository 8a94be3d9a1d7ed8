import java.io.FileInputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;

/**
 * Validates PDF files against several profiles, in one run: starting Java costs more than
 * validating a page.
 *
 * <p>Usage: {@code VeraCheck ua1,3a FILE...}. Prints FILE and its name, then PASS or FAIL for each
 * profile, then a line for each rule broken: clause, number of times, first message and where.
 */
public final class VeraCheck {
  private static final Map<String, String> PROFILES =
      Map.of("2b", "PDFA-2B", "3a", "PDFA-3A", "3b", "PDFA-3B", "ua1", "PDFUA-1");
  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private VeraCheck() {}

  /** Checks each file against the profiles named first. */
  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.SEVERE);
    VeraGreenfieldFoundryProvider.initialise();
    for (int rank = 1; rank < arguments.length; rank++) {
      OUT.println("FILE " + arguments[rank]);
      for (String flavour : arguments[0].split(",")) {
        check(flavour, arguments[rank]);
      }
    }
  }

  private static void check(String flavour, String file) throws Exception {
    String name = "/org/verapdf/pdfa/validation/" + PROFILES.get(flavour) + ".xml";
    ValidationProfile profile =
        Profiles.profileFromXml(VeraCheck.class.getResourceAsStream(name));
    try (PDFAParser parser =
            Foundries.defaultInstance()
                .createParser(new FileInputStream(file), profile.getPDFAFlavour());
        PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
      report(flavour, validator.validate(parser));
    }
  }

  private static void report(String flavour, ValidationResult result) {
    OUT.println((result.isCompliant() ? "PASS " : "FAIL ") + flavour);
    Map<String, Integer> counts = new TreeMap<>();
    Map<String, String> examples = new TreeMap<>();
    for (TestAssertion assertion : result.getTestAssertions()) {
      if (assertion.getStatus() != TestAssertion.Status.PASSED) {
        String rule =
            assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
        counts.merge(rule, 1, Integer::sum);
        examples.putIfAbsent(
            rule, assertion.getMessage() + " @ " + assertion.getLocation().getContext());
      }
    }
    counts.forEach(
        (rule, count) ->
            OUT.println(
                "  " + flavour + " " + rule + " x" + count + ": "
                    + examples.get(rule).replace("\n", " ")));
  }
}
