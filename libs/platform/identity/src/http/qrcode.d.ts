/** The one function of `qrcode` (which brings no types) that is used here. */
declare module 'qrcode' {
  const qrcode: {
    toString(
      text: string,
      options: { type: 'svg'; errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H'; margin: number },
    ): Promise<string>;
  };
  export default qrcode;
}
