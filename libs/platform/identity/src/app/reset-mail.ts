interface Words {
  readonly subject: string;
  readonly text: (name: string, link: string) => string;
}

const ENGLISH: Words = {
  subject: 'A new password',
  text: (name, link) =>
    `Hello ${name},\n\nsomebody asked for a new password for your account. If it was you, open this link within an hour:\n\n${link}\n\nIf not, leave it: your password stays as it is.\n`,
};

const BY_LANGUAGE: Readonly<Record<string, Words>> = {
  en: ENGLISH,
  de: {
    subject: 'Ein neues Passwort',
    text: (name, link) =>
      `Guten Tag ${name},\n\njemand hat ein neues Passwort für Ihr Konto angefordert. Wenn Sie es waren, öffnen Sie innerhalb einer Stunde diesen Link:\n\n${link}\n\nWenn nicht, lassen Sie ihn: Ihr Passwort bleibt, wie es ist.\n`,
  },
  es: {
    subject: 'Una contraseña nueva',
    text: (name, link) =>
      `Hola, ${name}:\n\nalguien pidió una contraseña nueva para su cuenta. Si fue usted, abra este enlace antes de una hora:\n\n${link}\n\nSi no, déjelo: su contraseña no cambia.\n`,
  },
  ru: {
    subject: 'Новый пароль',
    text: (name, link) =>
      `Здравствуйте, ${name}!\n\nДля вашего кабинета запросили новый пароль. Если это были вы, откройте ссылку в течение часа:\n\n${link}\n\nЕсли нет, ничего не делайте: пароль останется прежним.\n`,
  },
};

/** The mail with the link to a new password, in the language of its reader; English where there are no words of it. */
export function resetMail(
  language: string | null | undefined,
  name: string,
  link: string,
): { readonly subject: string; readonly text: string } {
  const words = BY_LANGUAGE[language ?? 'en'] ?? ENGLISH;
  return { subject: words.subject, text: words.text(name, link) };
}
