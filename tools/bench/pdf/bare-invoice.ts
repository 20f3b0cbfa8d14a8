import PDFDocument from 'pdfkit';

const COLUMNS = [25, 270, 30, 60, 45, 60];
const LINES = Array.from({ length: 60 }, (_, index) => [
  String(index + 1),
  `Internet Fibre ${index * 10} Mbit/s 01.01.2026 - 31.01.2026`,
  '1',
  '19.99',
  '20 %',
  '23.99',
]);

/** The limit: an invoice of two pages and 60 lines by pdfkit alone, with a font that needs no embedding and no template. */
export function bareInvoice(): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margin: 40 });
  const finished = new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  pdf.fontSize(18).text('INVOICE INV2026000123', 40, 40);
  pdf.fontSize(9).text('Example ISP Ltd, Street 1, City', 40, 70);
  pdf.text('Customer: Jane Doe, Street 2, City', 40, 84).text('Due 15.01.2026', 40, 98);
  let y = 130;
  for (const line of LINES) {
    if (y > 780) {
      pdf.addPage();
      y = 50;
    }
    let x = 40;
    line.forEach((text, index) => {
      const width = COLUMNS[index] ?? 0;
      pdf.text(text, x, y, { width, lineBreak: false });
      x += width + 4;
    });
    y += 14;
  }
  pdf.text('Total 1439.40 EUR', 400, y + 10);
  pdf.end();
  return finished;
}
