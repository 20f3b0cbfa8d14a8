/** Texts as bytes: UTF-8, or the code page of whoever typed them in WinBox on RouterOS 6. */
export class TextCoding {
  private readonly decoder: TextDecoder;
  private readonly octets: ReadonlyMap<string, number> | undefined;
  readonly codePage: string | undefined;

  constructor(codePage: string | undefined) {
    this.codePage = codePage;
    this.decoder = new TextDecoder(codePage ?? 'utf-8');
    this.octets = codePage === undefined ? undefined : octetsOf(codePage);
  }

  encode(text: string): Buffer {
    const { octets } = this;
    if (!octets) return Buffer.from(text, 'utf8');
    return Buffer.from([...text].map((letter) => octets.get(letter) ?? 0x3f));
  }

  decode(bytes: Uint8Array): string {
    return this.decoder.decode(bytes);
  }
}

function octetsOf(codePage: string): Map<string, number> {
  const decoder = new TextDecoder(codePage);
  const octets = new Map<string, number>();
  for (let octet = 0; octet < 256; octet += 1) octets.set(decoder.decode(Uint8Array.of(octet)), octet);
  return octets;
}
