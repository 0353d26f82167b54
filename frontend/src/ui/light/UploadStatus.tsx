import { useId } from "react";
import { stageOf, type Upload } from "../../api/useUpload";
import { useSay } from "../words";
import { Button } from "./Button";
import { Notice } from "./Notice";
import classes from "./UploadStatus.module.css";

/** How far a file is on its way, with a way to stop; or why it stopped, with a way to go on. */
export function UploadStatus({ upload }: { upload: Upload }) {
  const { sending, failure, retry, stop } = upload;
  const id = useId();
  const say = useSay();
  if (sending) {
    const isMoving = !sending.isWaiting && sending.share < 1;
    return (
      <div className={classes.status}>
        <div className={classes.line}>
          <label className={classes.name} htmlFor={id}>
            {sending.name}
          </label>
          <span className={classes.stage}>{stageOf(sending, say)}</span>
        </div>
        <div className={classes.line}>
          <progress id={id} max={1} value={isMoving ? sending.share : undefined} />
          <Button onClick={stop}>{say("Cancel")}</Button>
        </div>
        <span className="visually-hidden" role="status">
          {isMoving ? say("Uploading") : stageOf(sending, say)}
        </span>
      </div>
    );
  }
  if (failure === null) return null;
  return (
    <div className={classes.status}>
      <Notice tone="danger" title={failure} />
      {retry && <Button onClick={retry}>{say("Try again")}</Button>}
    </div>
  );
}
