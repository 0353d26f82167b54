import { useEffect, useState } from "react";
import { FileDrop } from "../../ui/light/FileDrop";
import { Notice } from "../../ui/light/Notice";
import { useWords } from "../../ui/speech/words";
import { pngOf } from "./ink";
import classes from "./Pad.module.css";
import type { HoldInk } from "./PadDialog";
import { type InkKind, PAD } from "./padSentences";

interface UploadPadProps {
  kind: InkKind;
  onInk: HoldInk;
}

const LONGEST_PX = 1_600;

/** A photo or scan of the real thing; the paper around the ink goes away on the server. */
export function UploadPad({ kind, onInk }: UploadPadProps) {
  const { say } = useWords();
  const [png, setPng] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was chosen counts
  useEffect(() => {
    onInk({ png: () => png, complaint: say("Please choose a picture.") });
  }, [png]);

  const [isUnreadable, setUnreadable] = useState(false);
  const choose = async (file: File) => {
    const read = await smallPng(file);
    setPng(read);
    setUnreadable(!read);
  };
  return (
    <div className={classes.upload}>
      {png && (
        <div className={classes.preview}>
          <img src={png} alt={say(PAD[kind].chosen)} />
        </div>
      )}
      <FileDrop
        accept="image/png,image/jpeg"
        hint={say(PAD[kind].photo)}
        label={png ? say("Choose another picture") : say("Choose a picture")}
        onFile={choose}
      />
      {isUnreadable && (
        <Notice
          tone="danger"
          title={say("This picture could not be read. Please choose a PNG or JPEG.")}
        />
      )}
    </div>
  );
}

/** Small enough to send, upright as the camera meant it; null for what is no picture. */
async function smallPng(file: File): Promise<string | null> {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_PX / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const context = canvas.getContext("2d");
    context?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return context ? pngOf(canvas) : null;
  } catch {
    return null;
  }
}
