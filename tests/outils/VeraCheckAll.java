/**
 * Validates several PDF files in one run: starting Java costs more than validating a page.
 *
 * <p>Usage: {@code VeraCheckAll ua1,3a FILE...}. Prints FILE and its name, then what
 * {@code VeraCheck} prints of it.
 */
public final class VeraCheckAll {
  private VeraCheckAll() {}

  /** Checks each file against the profiles named first. */
  public static void main(String[] arguments) throws Exception {
    for (int rank = 1; rank < arguments.length; rank++) {
      System.out.println("FILE " + arguments[rank]);
      VeraCheck.main(new String[] {arguments[0], arguments[rank]});
    }
  }
}
