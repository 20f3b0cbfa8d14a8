/** What the sealed text of a message is bound to: it opens for this very row only. */
export function bodyBinding(messageId: string): string {
  return `message:${messageId}:body`;
}
