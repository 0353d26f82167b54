import { useId, useState } from "react";
import { buttonClass } from "./Button";
import classes from "./FileDrop.module.css";
import { Icon, type IconName } from "./Icon";

interface FileDropProps {
  /** Types as the file input takes them. */
  accept: string;
  hint: string;
  /** On the button. */
  label: string;
  icon?: IconName;
  onFile: (file: File) => void;
}

/** A file, dropped or chosen; the button alone does everything. */
export function FileDrop({ accept, hint, label, icon = "upload", onFile }: FileDropProps) {
  const [isOver, setOver] = useState(false);
  const id = useId();
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra to the input
    <div
      className={classes.drop}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <Icon name={icon} size={30} />
      <p id={`${id}-hint`}>{hint}</p>
      <input
        id={id}
        type="file"
        accept={accept}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          take(event.target.files);
          // The same file may be chosen again after a failure.
          event.target.value = "";
        }}
      />
      <label className={buttonClass({ look: "primary", large: true })} htmlFor={id}>
        {label}
      </label>
    </div>
  );
}
