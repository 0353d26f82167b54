import type { DrawnTime } from "./drawnTime";

const REFRESH_MS = 20_000;

/** The line at this moment of the business's wall clock; not there when now is not drawn. */
export class NowLine {
  private readonly line = document.createElement("div");
  private readonly timer: ReturnType<typeof setInterval>;
  private drawn: DrawnTime | null = null;

  constructor(private readonly holder: HTMLElement) {
    this.line.className = "ss_now";
    this.line.setAttribute("aria-hidden", "true");
    this.timer = setInterval(() => this.place(), REFRESH_MS);
  }

  show(drawn: DrawnTime): void {
    this.drawn = drawn;
    this.place();
  }

  stop(): void {
    clearInterval(this.timer);
    this.line.remove();
  }

  private place(): void {
    const matrix = this.holder.querySelector<HTMLElement>(".ss_matrix");
    const share = this.drawn?.shareOf(Date.now()) ?? null;
    if (!matrix || share === null) {
      this.line.remove();
      return;
    }
    if (this.line.parentElement !== matrix) {
      // Below the appointments, so that it never strikes through a name.
      const bars = matrix.querySelector(".ss_event")?.parentElement ?? null;
      matrix.insertBefore(this.line, bars?.parentElement === matrix ? bars : null);
    }
    this.line.style.left = `${share * 100}%`;
  }
}
