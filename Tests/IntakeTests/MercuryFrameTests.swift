import Testing

@testable import Intake

@Suite struct MercuryFrameTests {
    @Test(arguments: [#""77""#, "1e30", "null", "[]"])
    func `an event is read whatever stands in the fields that are of no use to us`(value: String) throws {
        let text = """
            {"id":"e1","sequenceNumber":\(value),"timestamp":\(value),"alertType":\(value),"headers":\(value),
            "data":{"eventType":"conversation.activity","activity":{"id":"a1","verb":"post","published":\(value)}}}
            """
        let frame = try #require(MercuryFrame(Array(text.utf8)))
        #expect(frame.id == "e1")
        #expect(frame.data?.activity?.id == "a1")
    }

    @Test(arguments: ["", "[]", "not JSON", #"{"id":"e1","data":"#])
    func `what is no frame is none`(text: String) {
        #expect(MercuryFrame(Array(text.utf8)) == nil)
    }
}
