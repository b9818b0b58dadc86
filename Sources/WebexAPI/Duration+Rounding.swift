extension Duration {
    /// To a millisecond, as people read it.
    package var rounded: Duration { .milliseconds(Int64((self / .milliseconds(1)).rounded())) }
}
