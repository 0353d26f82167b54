import { Button } from "@mantine/core";
import { SheetFoot } from "../../ui/SheetFoot";
import { manyText } from "./Occurrences";

interface MoveButtonsProps {
  /** What a press would do; null while no time is chosen. */
  label: string | null;
  /** How many of a series would move, where not just one does. */
  count: number | null;
  isBusy: boolean;
  onMove: () => void;
  onClose: () => void;
}

export function MoveButtons({ label, count, isBusy, onMove, onClose }: MoveButtonsProps) {
  const isSeries = count !== null;
  return (
    <SheetFoot>
      <Button variant="default" onClick={onClose}>
        Keep
      </Button>
      <Button disabled={isSeries ? count === 0 : !label} loading={isBusy} onClick={onMove}>
        {isSeries ? manyText("Move", count) : (label ?? "Choose a time")}
      </Button>
    </SheetFoot>
  );
}
