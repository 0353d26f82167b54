import { useEffect, useRef, useState } from "react";
import SignaturePad, { type PointGroup } from "signature_pad";
import { Button } from "../../ui/light/Button";
import { Icon } from "../../ui/light/Icon";
import { useWords } from "../../ui/speech/words";
import { type Extent, LEAST_LENGTH, lengthOf, pngOf, refitted } from "./ink";
import classes from "./Pad.module.css";
import type { HoldInk } from "./PadDialog";
import { type InkKind, PAD } from "./padSentences";

interface DrawPadProps {
  kind: InkKind;
  onInk: HoldInk;
}

const NO_PAD: Extent = { width: 0, height: 0 };

/** Drawn with finger, pen or mouse. What is drawn survives a turned phone. */
export function DrawPad({ kind, onInk }: DrawPadProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const pad = useRef<SignaturePad | null>(null);
  const [strokes, setStrokes] = useState<PointGroup[]>([]);
  const drawn = useRef<{ strokes: PointGroup[]; on: Extent }>({ strokes: [], on: NO_PAD });
  const { say } = useWords();
  const complaint = say("That is very little ink. Please sign with a longer stroke.");
  const words = useRef(complaint);
  words.current = complaint;
  const latest = useRef(onInk);
  latest.current = onInk;

  useEffect(() => {
    const element = canvas.current;
    const frame = element?.parentElement;
    if (!element || !frame) return;
    const drawing = new SignaturePad(element, { minWidth: 1, maxWidth: 2.8, penColor: "#17171c" });
    pad.current = drawing;
    let size = NO_PAD;
    const tell = () => {
      setStrokes(drawing.toData());
      latest.current(inkOf(drawing, element, size.width, words.current));
    };
    const keep = () => {
      drawn.current = { strokes: drawing.toData(), on: size };
      tell();
    };
    const refit = () => {
      const next = { width: frame.clientWidth, height: frame.clientHeight };
      if (next.width === size.width && next.height === size.height) return;
      size = next;
      sharpen(element, size);
      drawing.clear();
      // From what was drawn, not from what was shown: turning there and back loses nothing.
      drawing.fromData(refitted(drawn.current.strokes, drawn.current.on, size));
      if (drawn.current.strokes.length > 0) tell();
    };
    refit();
    drawing.addEventListener("endStroke", keep);
    const observer = new ResizeObserver(refit);
    observer.observe(frame);
    return () => {
      observer.disconnect();
      drawing.off();
    };
  }, []);

  const redraw = (left: PointGroup[]) => {
    const element = canvas.current;
    if (!pad.current || !element) return;
    pad.current.clear();
    pad.current.fromData(left);
    setStrokes(left);
    drawn.current = {
      strokes: left,
      on: { width: element.clientWidth, height: element.clientHeight },
    };
    onInk(left.length > 0 ? inkOf(pad.current, element, element.clientWidth, complaint) : null);
  };
  return (
    <div className={classes.draw}>
      <div className={classes.paper}>
        <canvas ref={canvas} role="img" aria-label={say(PAD[kind].pad)} />
        {strokes.length === 0 && (
          <p className={classes.hint} aria-hidden="true">
            {say("Sign here with your finger or mouse")}
          </p>
        )}
        <div className={classes.line} aria-hidden="true" />
      </div>
      <div className={classes.tools}>
        <Button
          look="quiet"
          disabled={strokes.length === 0}
          onClick={() => redraw(strokes.slice(0, -1))}
        >
          <Icon name="undo" /> {say("Undo stroke")}
        </Button>
        <Button look="quiet" disabled={strokes.length === 0} onClick={() => redraw([])}>
          {say("Clear")}
        </Button>
      </div>
    </div>
  );
}

/** At least twice as many pixels as are shown: it is printed later. */
function sharpen(canvas: HTMLCanvasElement, { width, height }: { width: number; height: number }) {
  const ratio = Math.max(2, window.devicePixelRatio || 1);
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  canvas.getContext("2d")?.scale(ratio, ratio);
}

function inkOf(pad: SignaturePad, canvas: HTMLCanvasElement, width: number, complaint: string) {
  const isLong = lengthOf(pad.toData(), width) >= LEAST_LENGTH;
  return {
    png: () => (isLong ? pngOf(canvas) : null),
    complaint,
  };
}
