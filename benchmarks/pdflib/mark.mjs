// Marks pages FROM to UNTIL of the file, ROUNDS times after one that is not counted, by the
// recipe of pdf-lib's documentation; writes the processor seconds of each as JSON.
import { readFile } from "node:fs/promises";
import { PDFDocument, StandardFonts } from "pdf-lib";

const [path, from, until, rounds] = process.argv.slice(2);
const data = await readFile(path);

async function mark() {
  const pdf = await PDFDocument.load(data);
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (const page of pdf.getPages().slice(Number(from), Number(until))) {
    page.drawText("Signed by Alice Example", { x: 62, y: 95, size: 20, font });
  }
  return pdf.save();
}

await mark();
const spent = [];
for (let round = 0; round < Number(rounds); round++) {
  const began = process.cpuUsage();
  await mark();
  const { user, system } = process.cpuUsage(began);
  spent.push((user + system) / 1e6);
}
process.stdout.write(JSON.stringify(spent));
