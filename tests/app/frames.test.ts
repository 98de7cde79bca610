import { bye } from "../../app/lib/frames";

describe("the end of a stream", () => {
  it.each([
    ["soon if the server stops", "stopping", [200, 700, 1200]],
    ["late if it gives way to another, which would otherwise give way at once", "displaced", [10_000, 15_000, 20_000]],
  ] as const)("tells its page to come back %s", (_, why, times) => {
    const random = jest.spyOn(Math, "random");
    const said = [0, 0.5, 1].map((value) => {
      random.mockReturnValue(value);
      return String(bye(why));
    });
    random.mockRestore();
    expect(said).toEqual(times.map((afterMs) => `event: bye\ndata: {"afterMs":${afterMs}}\n\n`));
  });
});
