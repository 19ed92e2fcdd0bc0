package org.imagecopy.conformance.emulator;

import java.util.List;
import java.util.Optional;

/**
 * A deviation from the honest endpoint: a fault, or another behaviour that the page allows.
 *
 * <p>Every hook receives what the emulator, or the filter before, would do, and returns what is to happen instead; the
 * defaults change nothing. Filters are applied in order and compose. A filter may hold state and must then be safe for use by
 * many threads; {@link Call#connection} and {@link Call#sequence} tell requests apart, {@link Context#note} carries something
 * from one hook to the next within one request.
 *
 * <table>
 * <caption>Which hook serves what</caption>
 * <tr><th>hook</th><th>faults and variants</th></tr>
 * <tr><td>{@link #receive}</td><td>parameters misread, ignored, renamed, trimmed, decoded twice; transports or
 *     members that are not understood; unknown actions taken for known ones; ignored projects, regions, page tokens;
 *     page sizes. The signature stays valid, because it is verified against {@link Call#sent}</td></tr>
 * <tr><td>{@link #rules}</td><td>another order of checks (authentication last, existence first); additional rules:
 *     unique names, unknown parameters refused, throttling, quotas, operations that do not exist</td></tr>
 * <tr><td>{@link #verdict}</td><td>rules that are off, wider, narrower, or off by one; rules that hold only sometimes
 *     (first request, every seventh, once per connection, per transport, per scheme); signatures compared in part or
 *     in another case, parameters outside the signature, nonces forgotten, clocks too strict; other statuses, codes
 *     and messages per rule</td></tr>
 * <tr><td>{@link #copies}</td><td>no copy, two copies, other places, ids reused, names, descriptions and tags that
 *     are lost, cut, changed or swapped, other contents; copies announced but not made and the reverse; every life:
 *     usable at once, later, never, failed, usable and then not, gone again, listed late</td></tr>
 * <tr><td>{@link #accepted}</td><td>the source altered, locked or removed now or when the copy is ready; other images
 *     overwritten; other tenants at work. {@link World#later} and {@link Image#becoming} reach into the
 *     future</td></tr>
 * <tr><td>{@link #refused}</td><td>copies made although refused, now, later, or under another name: {@link
 *     Context#asked} holds what was asked for</td></tr>
 * <tr><td>{@link #removed}</td><td>deletions and cancellations that are ignored, delayed, or take something else
 *     along</td></tr>
 * <tr><td>{@link #listed}</td><td>images hidden, invented or altered, state by state; another order;
 *     canaries</td></tr>
 * <tr><td>{@link #answer}</td><td>members missing, null, of another type, wrapped, renamed, reordered, additional,
 *     stale; statuses, headers, request ids; refusals dressed as successes and the reverse; regions and ids paired
 *     wrongly; totals and progress that are not true; secrets and stack traces in messages; other words for
 *     states</td></tr>
 * <tr><td>{@link #wire}</td><td>text around the document, byte order mark, members twice, white space, escapes,
 *     compression, chunks, HTML, wrong lengths, closed and dropped connections, slow and late answers</td></tr>
 * </table>
 */
public interface Filter {

  /** Returns the request that the emulator believes to have received. */
  default Call receive(Call call) {
    return call;
  }

  /** Returns the rules that are checked, in order, until the first refusal. */
  default List<Rule> rules(Context context, List<Rule> honest) {
    return honest;
  }

  /**
   * Returns the verdict of one rule. Called for each rule of {@link #rules} until one refuses.
   *
   * @param honest the verdict of the rule, or of the filter before; empty if the rule is fulfilled
   */
  default Optional<Refusal> verdict(Context context, Rule rule, Optional<Refusal> honest) {
    return honest;
  }

  /** Returns the copies that an accepted request makes and announces. */
  default List<Copy> copies(Context context, List<Copy> honest) {
    return honest;
  }

  /** Acts after a request for copies was accepted and its copies were made. */
  default void accepted(Context context, List<Copy> copies) {}

  /** Acts after a request of any operation was refused. */
  default void refused(Context context, Refusal refusal) {}

  /**
   * Returns whether an accepted deletion or cancellation really removes an image. A filter that removes or alters something by
   * itself returns false.
   */
  default boolean removed(Context context, Image image, boolean honest) {
    return honest;
  }

  /**
   * Returns the images that a listing shows before it is divided into pages.
   *
   * @param honest the images that the caller may see and that match the conditions of the request, in order of creation
   */
  default List<Image> listed(Context context, List<Image> honest) {
    return honest;
  }

  /** Returns the answer before it is rendered. Called for every answer, refusals included. */
  default Answer answer(Context context, Answer honest) {
    return honest;
  }

  /** Returns the answer as it is sent. */
  default Wire wire(Context context, Wire honest) {
    return honest;
  }
}
