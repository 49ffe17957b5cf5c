import type { Raster } from "@dragsaw/core/data";
import { colorMap } from "../color_map.ts";
import { type Color, PREDICTION_COLOR, TRUTH_COLOR } from "../overlay.ts";
import { encodePng } from "../png.ts";
import { sheet } from "./sheet.ts";

/** Pictures of cases side by side. */
export interface CaseFigure {
  /** Headings of the pictures. */
  readonly columns: readonly { readonly title: string; readonly note?: string }[];
  /** Cases, each with a picture a column and a line below it. */
  readonly rows: readonly {
    readonly id: string;
    readonly pictures: readonly { readonly picture: Raster; readonly caption: string }[];
  }[];
  /** Whether there are uncertainty maps, whose scale is to be told. */
  readonly maps: boolean;
}

/** Width of a picture, in the figure's units. */
const WIDTH = 160;
/** Colours that the scale of the maps is shown by. */
const STEPS = 16;

/** Draws the figure as SVG, pictures and all. */
export async function caseFigure({ columns, rows, maps }: CaseFigure): Promise<string> {
  const drawn = [];
  for (const { id, pictures } of rows) {
    const [{ picture: { height, width } }] = pictures, tall = WIDTH * height / width, cells = [];
    for (const { picture, caption } of pictures) {
      const png = (await encodePng(picture)).toBase64();
      const body = `<image width="${WIDTH}" height="${tall}" href="data:image/png;base64,${png}"/>`;
      cells.push({ body, captions: [caption] });
    }
    drawn.push({ title: id, height: tall, cells });
  }
  const scale = colorMap(Float32Array.from({ length: STEPS }, (_, i) => i / (STEPS - 1)), [1, STEPS]).data;
  return sheet({
    label: `${rows.map(({ id }) => id).join(", ")}: ${columns.map(({ title }) => title).join(", ")}`,
    columns,
    rows: drawn,
    width: WIDTH,
    legend: [
      { text: "outline of the truth", colors: [hex(TRUTH_COLOR)] },
      { text: "of the prediction (both: white)", colors: [hex(PREDICTION_COLOR)] },
      ...maps
        ? [{
          text: "uncertainty E, 0 to 1",
          colors: Array.from({ length: STEPS }, (_, i) => hex([...scale.subarray(3 * i, 3 * i + 3)])),
        }]
        : [],
    ],
  });
}

function hex(color: Color | readonly number[]): string {
  return `#${color.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
