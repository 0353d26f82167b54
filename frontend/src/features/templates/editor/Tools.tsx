import { ActionIcon, Tooltip } from "@mantine/core";
import { IconArrowBackUp, IconArrowForwardUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { ZoomButtons } from "../../../ui/document/ZoomButtons";
import type { Zoom } from "../../../ui/document/zoom";
import { fieldLook } from "../../../ui/fields/fieldTypes";
import classes from "./Editor.module.css";
import type { Editor } from "./useEditor";

interface ToolsProps {
  editor: Editor;
  zoom: Zoom;
  page: number;
  isArranging: boolean;
  children: ReactNode;
}

/** Back, forth, how large, which page. */
export function Tools({ editor, zoom, page, isArranging, children }: ToolsProps) {
  const { history, frames, tool } = editor;
  const steps = [
    { label: "Take back", icon: IconArrowBackUp, act: history.undo, isPossible: history.canUndo },
    { label: "Do again", icon: IconArrowForwardUp, act: history.redo, isPossible: history.canRedo },
  ];
  return (
    <div className={classes.tools}>
      {children}
      {isArranging &&
        steps.map(({ label, icon: Icon, act, isPossible }) => (
          <Tooltip key={label} label={label}>
            <ActionIcon aria-label={label} disabled={!isPossible} onClick={act}>
              <Icon size={18} stroke={1.7} />
            </ActionIcon>
          </Tooltip>
        ))}
      <span className={classes.hint} role="status">
        {tool && `Click on the page where the ${fieldLook(tool).label.toLowerCase()} belongs.`}
      </span>
      <span className={classes.spacer} />
      <span className={classes.hint}>
        Page {page + 1} of {frames.length}
      </span>
      <ZoomButtons zoom={zoom} />
    </div>
  );
}
