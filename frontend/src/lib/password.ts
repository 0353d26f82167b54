export const PASSWORD_MIN_LENGTH = 10;

export const PASSWORD_RULE = `At least ${PASSWORD_MIN_LENGTH} characters. A few words are easier to remember.`;

/** What is wrong with a new password, or null. */
export function checkPassword(password: string): string | null {
  if (password.length < PASSWORD_MIN_LENGTH) {
    return `Use at least ${PASSWORD_MIN_LENGTH} characters.`;
  }
  return null;
}
