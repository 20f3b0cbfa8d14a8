/** The part of des.js that is used here; it brings no types of its own. */
declare module 'des.js' {
  interface Cipher {
    update(block: Uint8Array): number[];
  }
  export const DES: {
    create(options: {
      readonly type: 'encrypt' | 'decrypt';
      readonly key: Uint8Array;
      readonly padding: boolean;
    }): Cipher;
  };
}
