import { Button, Progress } from "@mantine/core";
import { IconDownload, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { downloadTable, saveFile } from "../api/download";
import classes from "./ExportButton.module.css";
import { toast, toastProblem } from "./toast";

/** Saves everything that an address gives as a file, and says how far it is. */
export function ExportButton({ url, fileName }: { url: string; fileName: string }) {
  const [share, setShare] = useState<number | null>(null);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);

  async function run() {
    abort.current = new AbortController();
    const { signal } = abort.current;
    setShare(0);
    try {
      saveFile(await downloadTable(url, { onProgress: setShare, signal }), fileName);
      toast(`${fileName} is saved.`);
    } catch (error) {
      if (!signal.aborted) toastProblem(error);
    } finally {
      setShare(null);
    }
  }

  if (share === null) {
    return (
      <Button variant="default" leftSection={<IconDownload size={16} />} onClick={run}>
        Export
      </Button>
    );
  }
  return (
    <div className={classes.exporting}>
      <Progress value={share * 100} aria-label="Export" w={120} />
      <span className="tabular">{Math.round(share * 100)} %</span>
      <Button
        variant="default"
        leftSection={<IconX size={16} />}
        onClick={() => abort.current?.abort()}
      >
        Stop
      </Button>
    </div>
  );
}
