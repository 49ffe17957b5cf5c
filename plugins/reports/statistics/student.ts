/**
 * Distribution function of Student's t: the closed forms of Abramowitz and Stegun, 26.7.3 and 26.7.4.
 *
 * @param t Where.
 * @param freedom Degrees of freedom, a whole number from 1.
 * @returns P(T <= t).
 */
export function studentCdf(t: number, freedom: number): number {
  // The angle whose tangent is t / sqrt(freedom)
  const length = Math.sqrt(freedom + t * t), cosine = Math.sqrt(freedom) / length, sine = t / length;
  const square = cosine * cosine;
  const odd = freedom % 2 === 1;
  let term = odd ? cosine : 1, sum = freedom === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k < freedom; k += 2) {
    term *= square * (k - 1) / k;
    sum += term;
  }
  const inside = odd ? 2 / Math.PI * (Math.atan2(sine, cosine) + sine * sum) : sine * sum;
  return (1 + inside) / 2;
}
