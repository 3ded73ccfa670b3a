/// The kinds of `forklift.konveyor.io/v1beta1`, as models of values.
public enum Forklift {}
