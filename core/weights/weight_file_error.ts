/** A weight file that cannot be read, or that is refused. */
export class WeightFileError extends SyntaxError {
  /** Name of the class. */
  override name = "WeightFileError";
  /**
   * Joins the file and what is wrong with it.
   *
   * @param file The file.
   * @param why What was found and what was wanted, with the place where there is one.
   */
  constructor(readonly file: string, why: string) {
    super(`Cannot read weights from "${file}": ${why}`);
  }
}
